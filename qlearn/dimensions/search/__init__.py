"""Values and brackets by search through version spaces, where 3**n partial labellings are too many."""
