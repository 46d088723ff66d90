"""WeChat's official account: its protocol, its limits, and the conversation behind them."""
