package house_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The laws of names of CONTRIBUTING.md, over the exported names of the five packages and, where they say so, of their test servers.
// What a law lets pass stands in exceptions, each with its reason.
var exceptions = map[string]string{
	"classin.Folders.ListContents":   "a folder holds two lists, folders and files, and no pages",
	"classin.VideoCallback.Duration": "no document tells the unit",
	"baijiayun.OutgoingMessage.ID":   "the id of the message itself",
	"classin.Callback.ID":            "the id of the message itself, the vendor's _id",
}

// verbs begin the name of an operation.
var verbs = regexp.MustCompile(`^(Get|List|All|Create|Register|Add|Append|Update|Set|Reset|Change|Rename|Replace|Bind|Delete|Remove|Start|Stop|Pause|End|Close|Enable|Disable|Release|Move|Sync|Send|Upload|Join|Leave|Kick|Login|Poll|Find|Ensure|Reconcile|Save)([A-Z]|$)`)

func TestLawTheVerbTellsTheShape(t *testing.T) {
	for _, n := range collect(t, vendorDirs()) {
		for service, methods := range n.services() {
			have := map[string]bool{}
			for _, m := range methods {
				have[m.name] = true
			}
			for _, m := range methods {
				n.forbid(t, !verbs.MatchString(m.name), "law 1: not one of the verbs", service, m.name)
				result := ""
				if len(m.results) > 0 {
					result = m.results[0]
				}
				isPage := strings.HasSuffix(bare(result), "Page")
				switch {
				case strings.HasPrefix(m.name, "List"):
					n.forbid(t, !isPage && !strings.HasPrefix(result, "[]") && !strings.HasSuffix(result, "List"), "law 1: List returns a page or a slice, not "+result, service, m.name)
					all := "All" + strings.TrimPrefix(m.name, "List")
					n.forbid(t, isPage && !have[all], "law 1: a page has an iterator over its pages: "+all, service, m.name)
				case strings.HasPrefix(m.name, "All"):
					n.forbid(t, !strings.HasPrefix(result, "iter.Seq2["), "law 1: All returns an iterator, not "+result, service, m.name)
				case strings.HasPrefix(m.name, "Get"):
					n.forbid(t, isPage || strings.HasPrefix(result, "iter."), "law 1: Get returns one value, not "+result, service, m.name)
				}
			}
		}
	}
}

func TestLawDeletesReturnAnError(t *testing.T) {
	for _, n := range collect(t, vendorDirs()) {
		for service, methods := range n.services() {
			for _, m := range methods {
				if !strings.HasPrefix(m.name, "Delete") && !strings.HasPrefix(m.name, "Remove") {
					continue
				}
				ok := len(m.results) == 1 || m.results[0] == "*Ack" || strings.HasPrefix(m.results[0], "[]")
				n.forbid(t, !ok, "law 2: Delete and Remove return an error, *Ack or a slice, not "+m.results[0], service, m.name)
			}
		}
	}
}

// requestless are the types a positional argument can have.
var plainArgument = regexp.MustCompile(`^(\[\])*(string|int|int64|UID|RelationID|classcloud\.Date|[A-Z]\w*(Type|Status|Source|ID))$`)

func TestLawRequestsAreNamedAfterTheirVerb(t *testing.T) {
	for _, n := range collect(t, vendorDirs()) {
		users := map[string][]string{}
		for service, methods := range n.services() {
			for _, m := range methods {
				if len(m.params) == 0 || m.params[0] != "context.Context" || strings.HasPrefix(m.name, "All") {
					continue
				}
				args := m.params[1:]
				if len(args) > 0 && strings.HasPrefix(args[len(args)-1], "...") {
					args = args[:len(args)-1]
				}
				n.forbid(t, len(args) > 1, "law 3: two or more parameters are a request", service, m.name)
				if len(args) != 1 {
					continue
				}
				request, isRequest := strings.CutPrefix(args[0], "*")
				n.forbid(t, isRequest != strings.HasSuffix(args[0], "Request") || !isRequest && !plainArgument.MatchString(args[0]),
					"law 3: an argument is a plain value or a request, not "+args[0], service, m.name)
				if isRequest {
					users[request] = append(users[request], m.name)
					n.forbid(t, strings.HasSuffix(m.name, "Batch") && !strings.HasSuffix(request, "BatchRequest"), "law 5: it takes "+request, service, m.name)
				}
			}
		}
		for request, of := range users {
			slices.Sort(of)
			if of = slices.Compact(of); len(of) == 1 {
				verb := verbs.FindStringSubmatch(of[0])
				n.forbid(t, verb != nil && !strings.HasPrefix(request, verb[1]), "law 4: it belongs to "+of[0], request)
			}
		}
		for name := range n.types {
			n.forbid(t, strings.HasPrefix(name, "Batch"), "law 5: a thing to make is NewX", name)
		}
	}
}

func TestLawPages(t *testing.T) {
	pageFields := []string{"Total", "Pages", "Page", "PageSize", "Count", "NextID", "Broken"}
	for _, n := range collect(t, vendorDirs()) {
		for typ, fields := range n.structs {
			if strings.HasPrefix(typ, "List") && strings.HasSuffix(typ, "Request") {
				for _, f := range fields {
					n.forbid(t, slices.Contains([]string{"Limit", "Count", "Size", "Offset", "Cursor", "PageNum", "PageNo"}, f.name), "law 6: pages are asked for by Page and PageSize, or NextID", typ, f.name)
				}
			}
			if !strings.HasSuffix(typ, "Page") {
				continue
			}
			lists := 0
			for _, f := range fields {
				if strings.HasPrefix(f.typ, "[]") && f.name != "Broken" {
					lists++
					continue
				}
				n.forbid(t, !slices.Contains(pageFields, f.name), "law 6: a page has one slice and of "+strings.Join(pageFields, ", "), typ, f.name)
			}
			n.forbid(t, lists != 1, "law 6: a page has one slice", typ)
		}
	}
}

func TestLawWords(t *testing.T) {
	word := func(w string) *regexp.Regexp { return regexp.MustCompile(w + `([A-Z0-9]|s\b|s[A-Z]|\b|$)`) }
	forbidden := []struct {
		law     string
		pattern *regexp.Regexp
	}{
		{"law 7: the condition of a thing is its Status", word("State")},
		{"law 8: what a vendor sends is a Callback", word("Webhook")},
	}
	for _, n := range collect(t, allDirs()) {
		check := func(name string, parts ...string) {
			for _, f := range forbidden {
				n.forbid(t, f.pattern.MatchString(name), f.law, parts...)
			}
		}
		for name := range n.types {
			check(name, name)
		}
		for name := range n.consts {
			check(name, name)
		}
		for _, m := range n.methods {
			check(m.name, m.service, m.name)
		}
		for _, m := range n.funcs {
			check(m.name, m.name)
		}
		n.fields(func(f structField) { check(f.name, f.owner, f.name) })
	}
}

func TestLawRoleAndIdentity(t *testing.T) {
	for _, n := range collect(t, allDirs()) {
		for name := range n.types {
			n.forbid(t, name == "Identity" || name == "UserRole" || name == "UserType", "law 9: who somebody is is a Role", name)
		}
		n.fields(func(f structField) {
			n.forbid(t, f.name == "Identity" && bare(f.typ) != "string", "law 9: Identity is the key of a create", f.owner, f.name)
			n.forbid(t, f.name == "UserRole" || f.name == "UserType", "law 9: who somebody is is a Role", f.owner, f.name)
		})
	}
}

func TestLawTimesAndSpans(t *testing.T) {
	count := regexp.MustCompile(`(Seconds|Minutes|Hours|Millis|Length|Duration)$`)
	for _, n := range collect(t, allDirs()) {
		isClient := !strings.HasSuffix(n.dir, "test")
		n.fields(func(f structField) {
			switch base := bare(f.typ); {
			case base == "time.Time":
				n.forbid(t, !strings.HasSuffix(f.name, "Time"), "law 10: a moment ends in Time", f.owner, f.name)
			case base == "classcloud.Date":
				n.forbid(t, !strings.HasSuffix(f.name, "Date") && !strings.HasSuffix(f.name, "Dates"), "law 10: a day ends in Date", f.owner, f.name)
			case base == "time.Duration":
				hinted := slices.ContainsFunc(f.wire(), func(w string) bool { return w == "seconds" || w == "minutes" || w == "hours" })
				n.forbid(t, isClient && f.json() != "" && !hinted, "law 11: a span has the hint seconds, minutes or hours", f.owner, f.name)
				n.forbid(t, strings.HasSuffix(f.name, "Time") || strings.HasSuffix(f.name, "Seconds") || strings.HasSuffix(f.name, "Minutes"), "law 11: a span is not named as a moment or a count", f.owner, f.name)
			default:
				n.forbid(t, count.MatchString(f.name) && base != "string", "law 11: a span is a time.Duration, not "+f.typ, f.owner, f.name)
			}
		})
	}
}

func TestLawIDsAndAddresses(t *testing.T) {
	bad := regexp.MustCompile(`^ID$|(Id|Url|Uuid|Link|Links|Addr|Avatar|Mobile|Telephone|Nick)$`)
	for _, n := range collect(t, allDirs()) {
		n.fields(func(f structField) {
			n.forbid(t, bad.MatchString(f.name), "law 12: XID, XURL, Phone, AvatarURL", f.owner, f.name)
		})
	}
}

func TestLawConstantsBeginWithTheirType(t *testing.T) {
	for _, n := range collect(t, allDirs()) {
		for name, typ := range n.consts {
			_, own := n.types[typ]
			n.forbid(t, own && !strings.HasPrefix(name, typ), "law 13: it begins with "+typ, name)
		}
	}
}

func TestLawFlagsSayThePositive(t *testing.T) {
	negative := regexp.MustCompile(`^(Is|Not|No|Disable|Enable|Without)[A-Z]`)
	for _, n := range collect(t, vendorDirs()) {
		n.fields(func(f structField) {
			n.forbid(t, bare(f.typ) == "bool" && negative.MatchString(f.name), "law 14: a flag says the positive, without Is", f.owner, f.name)
		})
	}
}

func TestLawExtraIsLast(t *testing.T) {
	for _, n := range collect(t, vendorDirs()) {
		for typ, fields := range n.structs {
			for i, f := range fields {
				if f.name == "Extra" || slices.Contains(f.wire(), "extra") {
					ok := f.name == "Extra" && f.typ == "map[string]any" && slices.Contains(f.wire(), "extra") && (f.json() == "-" || f.json() == "unknown") && i == len(fields)-1
					n.forbid(t, !ok, "law 15: Extra map[string]any with wire:\"extra\", and json:\"-\" or what arrived and json:\"unknown\", is the last field", typ, f.name)
				}
			}
		}
	}
}

func TestLawOptions(t *testing.T) {
	option := regexp.MustCompile(`^(With|Without|On)[A-Z]`)
	for _, n := range collect(t, append(allDirs(), "")) {
		for _, m := range n.funcs {
			if len(m.results) == 1 && slices.Contains([]string{"ClientOption", "CallOption", "classcloud.ClientOption", "classcloud.CallOption", "Option"}, m.results[0]) {
				n.forbid(t, !option.MatchString(m.name), "law 16: WithX, WithoutX or OnX", m.name)
			}
		}
	}
}

func TestLawTestServersAreAlike(t *testing.T) {
	for _, n := range collect(t, allDirs()) {
		vendor, is := strings.CutSuffix(n.dir[strings.LastIndexByte(n.dir, '/')+1:], "test")
		if !is {
			continue
		}
		funcs, methods := map[string]method{}, map[string]method{}
		for _, m := range n.funcs {
			funcs[m.name] = m
		}
		for _, m := range n.methods {
			if m.service == "Server" {
				methods[m.name] = m
			}
		}
		assert.Equal(t, "func", text(n.types["Option"]), "%s: type Option func(*settings)", n.dir)
		for name, want := range map[string]method{
			"NewServer":       {params: []string{"...Option"}, results: []string{"*Server"}},
			"WithClock":       {params: []string{"func"}, results: []string{"Option"}},
			"WithCredentials": {params: []string{vendor + ".Credentials"}, results: []string{"Option"}},
			"DocumentedReply": {params: []string{"string"}, results: []string{"string"}},
		} {
			assert.Equal(t, want.params, funcs[name].params, "%s.%s", n.dir, name)
			assert.Equal(t, want.results, funcs[name].results, "%s.%s", n.dir, name)
		}
		for name, want := range map[string]method{
			"Client":      {params: []string{"...classcloud.ClientOption"}, results: []string{"*" + vendor + ".Client"}},
			"Credentials": {results: []string{vendor + ".Credentials"}},
		} {
			assert.Equal(t, want.params, methods[name].params, "%s.%s", n.dir, name)
			assert.Equal(t, want.results, methods[name].results, "%s.%s", n.dir, name)
		}
	}
}

// An exception that nothing needs any more is removed.
func TestLawExceptionsExist(t *testing.T) {
	known := map[string]bool{}
	for _, n := range collect(t, append(allDirs(), "")) {
		for name := range n.types {
			known[n.full(name)] = true
		}
		for name := range n.consts {
			known[n.full(name)] = true
		}
		for _, m := range n.methods {
			known[n.full(m.service, m.name)] = true
			known[n.full(strings.TrimSuffix(m.service, "Service"), m.name)] = true
		}
		for _, m := range n.funcs {
			known[n.full(m.name)] = true
		}
		n.fields(func(f structField) { known[n.full(f.owner, f.name)] = true })
	}
	for name, why := range exceptions {
		assert.True(t, known[name], "%s is not there", name)
		assert.NotEmpty(t, why, name)
	}
}
