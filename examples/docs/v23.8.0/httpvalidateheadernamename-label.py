# Node v23.8.0, `http.validateHeaderName(name[, label])`
from node_http import validateHeaderName
from compat.globals import *

try:
    validateHeaderName('')
except Exception as err:
    console.error(isinstance(err, TypeError))  # --> true
    console.error(err.code)  # --> 'ERR_INVALID_HTTP_TOKEN'
    console.error(err.message)  # --> 'Header name must be a valid HTTP token [""]'


# It prints on stderr:
# true
# ERR_INVALID_HTTP_TOKEN
# Header name must be a valid HTTP token [""]
