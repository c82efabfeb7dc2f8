# Node v5.11.1, `Class: http.ServerResponse`, `Event: 'finish'`
from compat.globals import *

stand_in = require('../_stand_in')


@stand_in.origin
def server(request, response):
    @response.on('finish')
    def function():
        console.log('finish')

    response.end('hello')


stand_in.get(server)


# It prints:
# finish
# 200
