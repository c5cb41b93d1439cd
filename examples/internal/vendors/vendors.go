// Package vendors gives the example programs a client for each vendor. The client uses the server that the environment names, or an
// embedded test server.
package vendors

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/aui/auitest"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/baijiayun/baijiayuntest"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// Server is a running test server.
type Server interface{ Close() }

// Vendor describes a vendor to the example programs.
type Vendor struct {
	Name       string
	Operations func() []classcloud.Operation
	Limits     []classcloud.Limit // the documented limits
	Zero       any                // a client that sends nothing, to look at its methods
	Env        []Var
	Open       func(get func(string) string, opts []classcloud.ClientOption) (any, error) // makes a client for the server that the environment names
	Sandbox    func() (Server, map[string]string)                                         // starts a test server and returns the environment that names it
}

// Var is an environment variable that a vendor's client is made from.
type Var struct {
	Name     string
	Required bool // if any variable of the vendor is set
}

// All returns the five vendors.
func All() []Vendor {
	return []Vendor{agoraVendor(), auiVendor(), baijiayunVendor(), classinVendor(), weclassroomVendor()}
}

// Find returns the vendor of that name.
func Find(name string) (Vendor, error) {
	var names []string
	for _, v := range All() {
		if v.Name == name {
			return v, nil
		}
		names = append(names, v.Name)
	}
	return Vendor{}, fmt.Errorf("unknown vendor %q; the vendors are %s", name, strings.Join(names, ", "))
}

// ErrEnvironment is the error for an environment that sets only some of the variables which a vendor needs.
var ErrEnvironment = errors.New("the environment is incomplete")

// Session is a client with the environment that it was made from.
type Session struct {
	Client any
	Server Server              // the embedded server, to break and to look into: a *agoratest.Server and so on; nil where the environment names an account
	Get    func(string) string // returns a variable of the process's environment, or of the embedded server's
	Close  func()              // stops the embedded server
}

// IsEmbedded reports whether the client uses an embedded server.
func (s *Session) IsEmbedded() bool { return s.Server != nil }

// IsSet reports whether the environment names an account of the vendor.
func (v Vendor) IsSet(get func(string) string) bool {
	set, _ := v.variables(get)
	return len(set) > 0
}

// Complete returns ErrEnvironment if the environment sets only some of the variables that the vendor needs.
func (v Vendor) Complete(get func(string) string) error {
	set, missing := v.variables(get)
	if len(missing) > 0 {
		return fmt.Errorf("%w: %s is set, and %s is not", ErrEnvironment, strings.Join(set, ", "), strings.Join(missing, ", "))
	}
	return nil
}

// SetNames returns the names of the vendor's variables that the environment sets.
func (v Vendor) SetNames(get func(string) string) []string {
	set, _ := v.variables(get)
	return set
}

// variables returns the names that are set, and those of required ones that are not.
func (v Vendor) variables(get func(string) string) (set, missing []string) {
	for _, e := range v.Env {
		if get(e.Name) != "" {
			set = append(set, e.Name)
		} else if e.Required {
			missing = append(missing, e.Name)
		}
	}
	return set, missing
}

// Connect makes a client for the server that the environment names. Without one it starts an embedded server, and says so on notes.
func (v Vendor) Connect(get func(string) string, notes io.Writer, opts ...classcloud.ClientOption) (*Session, error) {
	session := &Session{Get: get, Close: func() {}}
	if v.IsSet(get) {
		if err := v.Complete(get); err != nil {
			return nil, err
		}
	} else {
		fmt.Fprintf(notes, "%s: no %s set, using the embedded test server\n", v.Name, v.Env[0].Name)
		server, env := v.Sandbox()
		session.Server, session.Close = server, server.Close
		session.Get = func(name string) string { return env[name] }
	}
	client, err := v.Open(session.Get, opts)
	if err != nil {
		session.Close()
		return nil, err
	}
	session.Client = client
	return session, nil
}

// Environment returns a variable of the process's environment.
func Environment(name string) string { return os.Getenv(name) }

func withBase(get func(string) string, name string, opts []classcloud.ClientOption) []classcloud.ClientOption {
	if base := get(name); base != "" {
		return append([]classcloud.ClientOption{classcloud.WithBaseURL(base)}, opts...)
	}
	return opts
}

func number(get func(string) string, name string) (int64, error) {
	n, err := strconv.ParseInt(get(name), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("%w: %s is not a whole number", ErrEnvironment, name)
	}
	return n, nil
}

func agoraVendor() Vendor {
	return Vendor{
		Name: "agora", Operations: agora.Operations, Zero: &agora.Client{},
		Env: []Var{{"AGORA_BASE_URL", false}, {"AGORA_REGION", true}, {"AGORA_APP_ID", true},
			{"AGORA_APP_CERTIFICATE", false}, {"AGORA_TOKEN", false}, {"AGORA_UID", false}},
		Open: func(get func(string) string, opts []classcloud.ClientOption) (any, error) {
			keys := agora.Credentials{AppID: get("AGORA_APP_ID"), Certificate: get("AGORA_APP_CERTIFICATE"), Token: get("AGORA_TOKEN"), UID: get("AGORA_UID")}
			opts = append([]classcloud.ClientOption{agoraRegion(get("AGORA_REGION"))}, opts...)
			return agora.New(keys, withBase(get, "AGORA_BASE_URL", opts)...)
		},
		Sandbox: func() (Server, map[string]string) {
			s := agoratest.NewServer()
			keys := s.Credentials()
			return s, map[string]string{"AGORA_BASE_URL": s.URL, "AGORA_REGION": string(agora.RegionCN), "AGORA_APP_ID": keys.AppID, "AGORA_APP_CERTIFICATE": keys.Certificate}
		},
	}
}

// agoraRegion reads cn, ap, eu or na; none leaves the region out.
func agoraRegion(name string) classcloud.ClientOption {
	if name == "none" {
		return agora.WithoutRegion()
	}
	return agora.WithRegion(agora.Region(name))
}

func auiVendor() Vendor {
	return Vendor{
		Name: "aui", Operations: aui.Operations, Zero: &aui.Client{},
		Env: []Var{{"AUI_BASE_URL", true}, {"AUI_USERNAME", true}, {"AUI_PASSWORD", true}},
		Open: func(get func(string) string, opts []classcloud.ClientOption) (any, error) {
			keys := aui.Credentials{Username: get("AUI_USERNAME"), Password: get("AUI_PASSWORD")}
			return aui.New(keys, withBase(get, "AUI_BASE_URL", opts)...)
		},
		Sandbox: func() (Server, map[string]string) {
			s := auitest.NewServer()
			keys := s.Credentials()
			return s, map[string]string{"AUI_BASE_URL": s.URL, "AUI_USERNAME": keys.Username, "AUI_PASSWORD": keys.Password}
		},
	}
}

func baijiayunVendor() Vendor {
	return Vendor{
		Name: "baijiayun", Operations: baijiayun.Operations, Limits: baijiayun.Limits(), Zero: &baijiayun.Client{},
		Env: []Var{{"BAIJIAYUN_BASE_URL", false}, {"BAIJIAYUN_DOMAIN", false}, {"BAIJIAYUN_PARTNER_ID", true},
			{"BAIJIAYUN_PARTNER_KEY", true}, {"BAIJIAYUN_SECRET_KEY", false}},
		Open: func(get func(string) string, opts []classcloud.ClientOption) (any, error) {
			id, err := number(get, "BAIJIAYUN_PARTNER_ID")
			if err != nil {
				return nil, err
			}
			keys := baijiayun.Credentials{Domain: get("BAIJIAYUN_DOMAIN"), PartnerID: id,
				PartnerKey: get("BAIJIAYUN_PARTNER_KEY"), SecretKey: get("BAIJIAYUN_SECRET_KEY")}
			return baijiayun.New(keys, withBase(get, "BAIJIAYUN_BASE_URL", opts)...)
		},
		Sandbox: func() (Server, map[string]string) {
			s := baijiayuntest.NewServer()
			keys := s.Credentials()
			return s, map[string]string{"BAIJIAYUN_BASE_URL": s.URL, "BAIJIAYUN_DOMAIN": keys.Domain,
				"BAIJIAYUN_PARTNER_ID":  strconv.FormatInt(keys.PartnerID, 10),
				"BAIJIAYUN_PARTNER_KEY": keys.PartnerKey, "BAIJIAYUN_SECRET_KEY": keys.SecretKey}
		},
	}
}

func classinVendor() Vendor {
	return Vendor{
		Name: "classin", Operations: classin.Operations, Limits: classin.Limits(), Zero: &classin.Client{},
		Env: []Var{{"CLASSIN_BASE_URL", false}, {"CLASSIN_SID", true}, {"CLASSIN_SECRET", true},
			{"CLASSIN_COURSE_ID", false}, {"CLASSIN_TEACHER_UID", false}}, // the last two name an existing course and teacher, for the journeys
		Open: func(get func(string) string, opts []classcloud.ClientOption) (any, error) {
			sid, err := number(get, "CLASSIN_SID")
			if err != nil {
				return nil, err
			}
			return classin.New(classin.Credentials{SID: sid, Secret: get("CLASSIN_SECRET")}, withBase(get, "CLASSIN_BASE_URL", opts)...)
		},
		Sandbox: func() (Server, map[string]string) {
			s := classintest.NewServer()
			keys, school := s.Credentials(), s.Defaults()
			return s, map[string]string{"CLASSIN_BASE_URL": s.URL, "CLASSIN_SID": strconv.FormatInt(keys.SID, 10), "CLASSIN_SECRET": keys.Secret,
				"CLASSIN_COURSE_ID": strconv.FormatInt(school.CourseID, 10), "CLASSIN_TEACHER_UID": strconv.FormatInt(school.TeacherUID, 10)}
		},
	}
}

func weclassroomVendor() Vendor {
	return Vendor{
		Name: "weclassroom", Operations: weclassroom.Operations, Limits: weclassroom.Limits(), Zero: &weclassroom.Client{},
		Env: []Var{{"WECLASSROOM_BASE_URL", false}, {"WECLASSROOM_APPLICATION_ID", true}, {"WECLASSROOM_SECRET", true}},
		Open: func(get func(string) string, opts []classcloud.ClientOption) (any, error) {
			keys := weclassroom.Credentials{ApplicationID: get("WECLASSROOM_APPLICATION_ID"), Secret: get("WECLASSROOM_SECRET")}
			return weclassroom.New(keys, withBase(get, "WECLASSROOM_BASE_URL", opts)...)
		},
		Sandbox: func() (Server, map[string]string) {
			s := weclassroomtest.NewServer()
			keys := s.Credentials()
			return s, map[string]string{"WECLASSROOM_BASE_URL": s.URL, "WECLASSROOM_APPLICATION_ID": keys.ApplicationID, "WECLASSROOM_SECRET": keys.Secret}
		},
	}
}
