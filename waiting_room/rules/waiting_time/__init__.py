"""How long it takes: estimators behind one signature, a range in seconds or an honest None."""

from waiting_room.rules.waiting_time.accuracy import Accuracy, Figures
from waiting_room.rules.waiting_time.forecast import Forecast, Forecasts, no_forecast
from waiting_room.rules.waiting_time.forecaster import Forecaster
from waiting_room.rules.waiting_time.outlook import Outlook
from waiting_room.rules.waiting_time.promise import Shown

__all__ = [
    "Accuracy",
    "Figures",
    "Forecast",
    "Forecaster",
    "Forecasts",
    "Outlook",
    "Shown",
    "no_forecast",
]
