package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

// vendor is what this service does at one vendor. There is no interface over the vendors' calls, since no call is the same at all of them.
type vendor struct {
	check  func(*lesson) []string                                                         // what it cannot take of a lesson
	ensure func(context.Context, *lesson) (room string, err error)                        // makes a lesson, or finds the one that was made; for ever the same
	link   func(ctx context.Context, l *lesson, who person, teaches bool) (string, error) // with which somebody enters; nil where the vendor has none
	events http.Handler                                                                   // what the vendor calls; nil if it calls nobody
	watch  func(context.Context) error                                                    // asks what happened until the context ends; nil if there is nothing to ask
	early  time.Duration                                                                  // how long before its start a lesson is made; 0 for as soon as it is planned
}

// means is what vendors are made with.
type means struct {
	env   func(string) string
	clock classcloud.Clock
	store *store
	log   func(vendor, key string, err error)
}

// option gives a vendor's client this service's clock, and the address of a test server if the environment names one.
func (m *means) options(baseURL string) []classcloud.ClientOption {
	options := []classcloud.ClientOption{classcloud.WithClock(m.clock)}
	if base := m.env(baseURL); base != "" {
		options = append(options, classcloud.WithBaseURL(base))
	}
	return options
}

// vendorNames are all vendors that this service knows, with a variable that says that it is to be used.
var vendorNames = []struct {
	name, variable string
	open           func(*means) (*vendor, error)
}{
	{"agora", "AGORA_APP_ID", openAgora}, {"aui", "AUI_BASE_URL", openAUI}, {"baijiayun", "BAIJIAYUN_PARTNER_ID", openBaijiayun},
	{"classin", "CLASSIN_SID", openClassIn}, {"weclassroom", "WECLASSROOM_APPLICATION_ID", openWeClassroom},
}

// anyVendor reports whether the environment names an account.
func anyVendor(env func(string) string) bool {
	for _, v := range vendorNames {
		if env(v.variable) != "" {
			return true
		}
	}
	return false
}

// openVendors makes the vendors whose accounts the environment names.
func openVendors(m *means) (map[string]*vendor, error) {
	vendors := map[string]*vendor{}
	for _, v := range vendorNames {
		if m.env(v.variable) == "" {
			continue
		}
		opened, err := v.open(m)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", v.name, err)
		}
		vendors[v.name] = opened
	}
	return vendors, nil
}

// checkLesson says what the lesson's vendor cannot take of it.
func checkLesson(vendors map[string]*vendor, l *lesson) []string {
	v, is := vendors[l.Vendor]
	if !is {
		var names []string
		for _, known := range vendorNames {
			if vendors[known.name] != nil {
				names = append(names, known.name)
			}
		}
		return []string{fmt.Sprintf("%q is not a vendor with an account here: there are %s", l.Vendor, strings.Join(names, ", "))}
	}
	return v.check(l)
}

// numbers refuses ids that are not the numbers which most vendors want.
func numbers(l *lesson) (bad []string) {
	for _, p := range append([]person{l.Teacher}, l.Students...) {
		if n, err := strconv.ParseInt(p.ID, 10, 64); err != nil || n <= 0 {
			bad = append(bad, fmt.Sprintf("the id %q of %q is not a number, as %s wants", p.ID, p.Name, l.Vendor))
		}
	}
	return bad
}

// number returns an id that numbers has let pass.
func number(id string) int64 {
	n, _ := strconv.ParseInt(id, 10, 64)
	return n
}

// variable returns a number of the environment.
func (m *means) variable(name string) (int64, error) {
	n, err := strconv.ParseInt(m.env(name), 10, 64)
	if err != nil || n <= 0 {
		return 0, errors.New(name + " is not a number")
	}
	return n, nil
}
