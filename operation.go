package classcloud

// Operation describes one endpoint of a vendor. A vendor's Operations lists them all.
type Operation struct {
	Name      string `json:"name"`               // service and method: "Rooms.Create"
	Method    string `json:"method"`             // the HTTP method: "POST"
	Path      string `json:"path"`               // from the slash after the host: "/openapi/room/create"
	Doc       string `json:"doc"`                // the vendor's number and title of the endpoint
	Source    Source `json:"set"`                // which of the vendor's documents describes it
	Effect    Effect `json:"effect"`             // what repeating it does
	Keyed     bool   `json:"keyed,omitzero"`     // a key or id in the request, chosen by the caller, makes a repeat safe
	Limit     string `json:"limit,omitzero"`     // the name of a documented limit of its own: "", "chat", "courseware", …
	Sensitive bool   `json:"sensitive,omitzero"` // the reply holds credentials: it is never kept and never logged
}

// Source says which document an operation comes from.
type Source string

// The sources.
const (
	SourceDocumented Source = "documented" // the vendor's main document
	SourceWider      Source = "wider"      // other documents of the vendor
	SourceExtra      Source = "extra"      // no public document: programs in production call it
)

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
