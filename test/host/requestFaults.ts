interface Fault {
  readonly what: string;
  readonly text: string;
  readonly mended: string;
}

/** Faults that the editor finds with what the project of the sandbox says of itself. */
export const faults: readonly Fault[] = [
  {
    what: 'a misspelt column',
    text: 'GET /reviews?select=id,raiting\n',
    mended: 'GET /reviews?select=id,rating\n',
  },
  {
    what: 'an operator that the type does not have',
    text: 'GET /reviews?rating=like.4*\n',
    mended: 'GET /reviews?rating=eq.4\n',
  },
  {
    what: 'a comma inside of a group',
    text: 'GET /products?or=(name.eq.Smith, John,id.eq.1)\n',
    mended: 'GET /products?or=(name.eq."Smith, John",id.eq.1)\n',
  },
  {
    what: 'a plus that is a space',
    text: 'GET /products?name=eq.+47%20123\n',
    mended: 'GET /products?name=eq.%2B47%20123\n',
  },
  {
    what: 'like without a wildcard',
    text: 'GET /products?name=like.smith\n',
    mended: 'GET /products?name=like.*smith*\n',
  },
  {
    what: 'quotes that are compared',
    text: 'GET /products?name=eq."Ada"\n',
    mended: 'GET /products?name=eq.Ada\n',
  },
  {
    what: 'a DELETE of every row',
    text: 'DELETE /reviews\n',
    mended: 'DELETE /reviews?id=eq.\n',
  },
  {
    what: 'a PATCH of every row',
    text: 'PATCH /reviews?select=id\n\n{"rating": 1}\n',
    mended: 'PATCH /reviews?select=id&id=eq.\n\n{"rating": 1}\n',
  },
  {
    what: 'a key in the address',
    text: 'GET /products?apikey=sb_secret_abcdefgh&limit=1\n',
    mended: 'GET /products?limit=1\n',
  },
  {
    what: 'one of two headers',
    text: 'GET /products?limit=1\napikey: mine\n',
    mended: 'GET /products?limit=1\n',
  },
  {
    what: 'a key that is no token',
    text: 'GET /products?limit=1\nAuthorization: Bearer sb_secret_abcdefgh\nPrefer: count=exact\n',
    mended: 'GET /products?limit=1\nPrefer: count=exact\n',
  },
  {
    what: 'a schema that is not exposed, in a header',
    text: 'GET /products?limit=1\nAccept-Profile: publik\n',
    mended: 'GET /products?limit=1\nAccept-Profile: public\n',
  },
  {
    what: 'a schema that is not exposed, in its line',
    text: '# @schema publik\nGET /products?limit=1\n',
    mended: '# @schema public\nGET /products?limit=1\n',
  },
];
