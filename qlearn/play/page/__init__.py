"""The games on a page of the browser, and the server that it speaks to."""
