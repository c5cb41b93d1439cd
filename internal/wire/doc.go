// Package wire turns request structs into the vendors' dialects and the vendors' replies into plain Go values.
//
// A request type is read once into a plan (plan.go) by three tags:
//
//	json:"name"   the vendor's own parameter name; "-" or no tag: not sent
//	wire:"…"      place     path, query, file (none: the body)
//	              time      unix, milli, date, minute, clock (none: 2006-01-02 15:04:05)
//	              span      seconds, minutes, hours (of a time.Duration, which needs one)
//	              flag      01, 12, text, inverted (none: a JSON bool)
//	              shape     jsontext, comma, asstring; number (a string of digits as an integer)
//	              presence  always, clear
//	              nesting   in=outer or in=outer.inner
//	              local     not sent: what it says the method writes elsewhere
//	              extra     on a map[string]any: parameters the type does not have
//	check:"…"     required, max=, min= (runes), bytes=, count=, one=group, all=group
//
// A word that is unknown, or that says nothing to its field's type, panics when the type is first read.
//
// A result type has json: tags, and check:"required" on what a success must hold: the id of what was created.
//
// Building a request gives a Message: one ordered list of values that is signed and sent as it stands, as a form, as JSON or as
// PHP's serialize text.
package wire
