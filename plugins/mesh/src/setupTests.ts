// jsdom lays nothing out, and so has none.
Element.prototype.scrollIntoView = jest.fn();
