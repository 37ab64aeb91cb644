"""A folder that installs the program on machines without the internet: all wheels, and an installer beside them."""
