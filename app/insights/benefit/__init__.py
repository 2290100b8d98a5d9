"""What do pickup, returns at the counter and sending from stores bring in a year?"""
