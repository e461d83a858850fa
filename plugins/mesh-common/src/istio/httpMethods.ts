/** The methods of requests, as they are written: they are compared letter by letter. Source: RFC 9110, 9.1; RFC 5789. */
export const httpMethods: readonly string[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
];
