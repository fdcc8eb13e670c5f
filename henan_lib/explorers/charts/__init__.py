"""How each explorer is drawn, in Altair: read by ``make explorers`` alone, which compiles it to Vega once and for all."""
