"""Stages, growth, breaks, regional measures, scenarios: each short enough to read."""

from .agreement import cohen_kappa
from .breaks import segmented_fit, segmented_search
from .growth import (
    ceiling_interval,
    fit_logistic,
    growth_difference_path,
    log_odds,
    logistic,
    logistic_curves,
    logistic_forecast,
    saturation_profile,
    simple_forecasts,
)
from .regional import beta_convergence, moran, neighbour_mean, rank_size_slope, theil
from .scenarios import (
    drifting_difference_path,
    error_fan,
    fans_held,
    fit_norm,
    growth_differences,
    norm_interval,
    past_errors,
    residual_band,
)
from .stages import STAGES, stage

__all__ = [
    "STAGES",
    "beta_convergence",
    "ceiling_interval",
    "cohen_kappa",
    "drifting_difference_path",
    "error_fan",
    "fans_held",
    "fit_logistic",
    "fit_norm",
    "growth_difference_path",
    "growth_differences",
    "log_odds",
    "logistic",
    "logistic_curves",
    "logistic_forecast",
    "moran",
    "neighbour_mean",
    "norm_interval",
    "past_errors",
    "rank_size_slope",
    "residual_band",
    "saturation_profile",
    "segmented_fit",
    "segmented_search",
    "simple_forecasts",
    "stage",
    "theil",
]
