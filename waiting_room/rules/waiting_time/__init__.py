"""How long it takes: estimators behind one signature, a range in seconds or an honest None."""

from waiting_room.rules.waiting_time.forecast import Forecast, Forecasts, no_forecast
from waiting_room.rules.waiting_time.forecaster import Forecaster

__all__ = ["Forecast", "Forecaster", "Forecasts", "no_forecast"]
