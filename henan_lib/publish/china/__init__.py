"""The tables of China's places, and how they are built."""
