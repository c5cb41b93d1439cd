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
//	              verbatim  the user's own data, as encoding/json writes it; what can hold anything needs it
//	              presence  always, clear
//	              nesting   in=outer or in=outer.inner
//	              local     not sent: the method uses the value itself
//	              extra     on a map[string]any: parameters that the type does not have
//	check:"…"     required, max=, min= (runes), bytes=, count=, ids (of a list: at least 1), trimmed (text), one=group, all=group
//
// A word that is unknown, or that does not fit its field's type, panics when the type is first read.
//
// A result type has json: tags, and of check: the words required (a success holds it, and it is not zero; a number is at least 1), present
// (a success holds it, be it zero) and decorative (nobody needs it: what cannot be read of it does not fail the call); see Read.
// A type that is read and sent back keeps the members that it does not have in its field with wire:"extra".
//
// A payload, a message that comes by itself, is read by ReadCells. Its wire: words beside the units:
//
//	or=name       another name of the member, as another table or sample of the vendor has it; Read takes it too
//	bare          a plain value where the object is expected is this field's
//	keyed         on a map: the object's members whose names are ids
//	jsontext      a JSON value, perhaps as text
//	inverted      of a *bool: 0 is yes
//	unknown       on a map[string]json.RawMessage: members that the type does not have
//
// Build turns a request into a Message: ordered lists of values that are signed and sent as they are, as a form, as JSON or as the
// text of PHP's serialize.
package wire
