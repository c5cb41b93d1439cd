package classcloud

// Operation describes one endpoint of a vendor. The Operations function of a vendor's package lists them all.
type Operation struct {
	Name      string `json:"name"`               // service and method: "Rooms.Create"; to observers, limiters and OnWarning, "Do" for a call by a client's Do
	Method    string `json:"method"`             // the HTTP method: "POST"
	Path      string `json:"path"`               // the path after the host: "/openapi/room/create"
	Doc       string `json:"doc"`                // the vendor's number and title of the endpoint
	Source    Source `json:"set"`                // which of the vendor's documents describes it
	Effect    Effect `json:"effect"`             // what repeating the operation does
	Keyed     bool   `json:"keyed,omitzero"`     // a key or id in the request, chosen by the caller, makes a repeat safe
	Limit     string `json:"limit,omitzero"`     // the name of the operation's own documented limit, such as "chat"; empty without one
	Sensitive bool   `json:"sensitive,omitzero"` // the reply holds credentials, so it is never kept and never logged
}

// Source says which document describes an operation.
type Source string

// The sources of operations.
const (
	SourceDocumented Source = "documented" // the vendor's main document
	SourceWider      Source = "wider"      // other documents of the vendor
	SourceExtra      Source = "extra"      // no public document; it is known from programs in production that call it
)

// Effect says what repeating an operation does, and so decides when a failed call is repeated automatically.
type Effect uint8

// The effects of operations.
const (
	EffectOnce       Effect = iota // the zero value: two calls act twice; repeated only when nothing was applied, or under a key
	EffectRead                     // the operation changes nothing
	EffectIdempotent               // the operation writes, and a repeat changes nothing more
	EffectConsuming                // the operation reads, and uses up what it returns
)

var effectNames = [...]string{"Once", "Read", "Idempotent", "Consuming"}

// String returns Once, Read, Idempotent or Consuming.
func (e Effect) String() string { return enumName(effectNames[:], uint8(e), "Effect") }

// MarshalText writes the effect's name.
func (e Effect) MarshalText() ([]byte, error) { return []byte(e.String()), nil }

// UnmarshalText reads an effect's name.
func (e *Effect) UnmarshalText(text []byte) error {
	return enumParse(effectNames[:], text, (*uint8)(e), "effect")
}
