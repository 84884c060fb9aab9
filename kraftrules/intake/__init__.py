"""Who goes first when seats are short: the order, the seats, the reservations, and why."""
