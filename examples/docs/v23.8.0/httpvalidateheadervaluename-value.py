# Node v23.8.0, `http.validateHeaderValue(name, value)`
from node_http import validateHeaderValue
from compat.globals import *

try:
    validateHeaderValue('x-my-header', undefined)
except Exception as err:
    console.error(isinstance(err, TypeError))  # --> true
    console.error(err.code == 'ERR_HTTP_INVALID_HEADER_VALUE')  # --> true
    console.error(err.message)  # --> 'Invalid value "undefined" for header "x-my-header"'

try:
    validateHeaderValue('x-my-header', 'oʊmɪɡə')
except Exception as err:
    console.error(isinstance(err, TypeError))  # --> true
    console.error(err.code == 'ERR_INVALID_CHAR')  # --> true
    console.error(err.message)  # --> 'Invalid character in header content ["x-my-header"]'


# It prints on stderr:
# true
# true
# Invalid value "undefined" for header "x-my-header"
# true
# true
# Invalid character in header content ["x-my-header"]
