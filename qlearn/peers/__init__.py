"""Other people's learners behind our questions, so that ours are measured beside them."""
