-- wrk: every request has an id of its own, so that no two have the same fields
local count = 0

function request()
  count = count + 1
  wrk.headers['X-Request-Id'] = string.format('8f14e45f-ceea-467f-a1d6-%012d', count)
  return wrk.format()
end
