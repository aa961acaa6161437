"""Tasks, annotations, predictions and the one diff type: plain data and pure functions."""
