package classcloud

// Operation describes one endpoint of a vendor: a row of the table every vendor's package carries.
type Operation struct {
	Name      string   `json:"name"`   // "Rooms.Create"
	Method    string   `json:"method"` // "POST"
	Path      string   `json:"path"`   // from the slash after the host: "/openapi/room/create"
	Doc       string   `json:"doc"`    // the vendor's number and title
	Set       string   `json:"set"`    // "documented" (the vendor's main document), "wider", "extra"
	Effect    Effect   `json:"effect"`
	Keyed     bool     `json:"keyed,omitzero"`     // a caller's key or id in the request makes a repeat safe
	Args      []string `json:"args,omitzero"`      // the vendor's names of positional arguments
	Payload   Payload  `json:"payload"`            // where the reply holds its result
	Limit     string   `json:"limit,omitzero"`     // a documented limit of its own: "", "chat", "courseware", …
	Sensitive bool     `json:"sensitive,omitzero"` // the reply holds credentials: never kept, never logged
	Already   []string `json:"already,omitzero"`   // codes that, answering our own repeat, mean the first try did it
}

// Clone returns a copy that shares nothing with op.
func (op Operation) Clone() Operation {
	op.Args = append([]string(nil), op.Args...)
	op.Already = append([]string(nil), op.Already...)
	return op
}

// Effect says what repeating an operation does, and so when it is repeated without being asked.
type Effect uint8

// The effects. Once is the zero value: the careful one.
const (
	EffectOnce       Effect = iota // a second call does it twice; repeated only when nothing was applied, or under a key
	EffectRead                     // changes nothing
	EffectIdempotent               // a write whose repeat changes nothing more
	EffectConsuming                // a read that uses up what it returns
)

var effectNames = [...]string{"Once", "Read", "Idempotent", "Consuming"}

// String returns Once, Read, Idempotent or Consuming.
func (e Effect) String() string { return enumName(effectNames[:], uint8(e), "Effect") }

// MarshalText writes the name.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads a name.
func (e *Effect) UnmarshalText(text []byte) error {
	return enumParse(effectNames[:], text, (*uint8)(e), "effect")
}

// Payload says where a reply holds its result.
type Payload uint8

// The payloads.
const (
	PayloadData Payload = iota // in the envelope's data: an object or a list
	PayloadRoot                // fields beside the envelope's own
	PayloadNone                // success is all there is
)

var payloadNames = [...]string{"Data", "Root", "None"}

// String returns Data, Root or None.
func (p Payload) String() string { return enumName(payloadNames[:], uint8(p), "Payload") }

// MarshalText writes the name.
func (p Payload) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText reads a name.
func (p *Payload) UnmarshalText(text []byte) error {
	return enumParse(payloadNames[:], text, (*uint8)(p), "payload")
}

// Param is a parameter no request type has: see [WithParam].
type Param struct {
	Name  string
	Value any // text, a whole number, a bool, nil, lists and string-keyed maps of these; JSON and PHP tell 1 from "1"
}
