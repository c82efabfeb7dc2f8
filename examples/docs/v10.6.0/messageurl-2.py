# Node v10.6.0 and v5.11.1, `message.url`: the parameters of the query string
from compat.globals import *

console.log(require('url').parse('/status?name=ryan', True))

# To extract the parameters from the query string, the `querystring.parse` function can be used as well
console.log(require('querystring').parse('name=ryan'))


# It prints:
# Url {
#   protocol: null,
#   slashes: null,
#   auth: null,
#   host: null,
#   port: null,
#   hostname: null,
#   hash: null,
#   search: '?name=ryan',
#   query: { name: 'ryan' },
#   pathname: '/status',
#   path: '/status?name=ryan',
#   href: '/status?name=ryan'
# }
# { name: 'ryan' }
