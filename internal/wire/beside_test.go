package wire

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

type page struct {
	URL   string         `json:"url"`
	Video *phone         `json:"video"`
	Extra map[string]any `json:"-" wire:"extra"`
}

type nested struct {
	Name   string           `json:"name"`
	Room   string           `json:"room" wire:"path"`
	Next   string           `json:"next" wire:"query"`
	Start  int              `json:"start" wire:"in=outer.schedule"`
	Accept *int             `json:"accept" wire:"in=outer"`
	Own    map[string]any   `json:"own" wire:"in=outer,verbatim"`
	Page   *page            `json:"page"`
	Roles  map[string]phone `json:"roles"`
	Users  []phone          `json:"users"`
	Text   *page            `json:"text" wire:"jsontext"`
	File   *classcloud.File `json:"file" wire:"file"`
	Extra  map[string]any   `json:"-" wire:"extra"`
}

func param(name string, value any) classcloud.Param {
	return classcloud.Param{Name: name, Value: value}
}

func TestNewParametersGoInsideTheObjectsOfTheRequest(t *testing.T) {
	hook := map[string]any{"url": "u"}
	full := func() *nested { return &nested{Name: "n", Start: 1, Accept: new(2), Page: &page{URL: "p"}} }
	for name, c := range map[string]struct {
		in     *nested
		params []classcloud.Param
		want   string
	}{
		"by a path":                   {full(), []classcloud.Param{param("outer.hook", hook)}, `{"name":"n","outer":{"schedule":{"start":1},"accept":2,"hook":{"url":"u"}},"page":{"url":"p"}}`},
		"by a longer path":            {full(), []classcloud.Param{param("outer.schedule.zone", 8)}, `{"name":"n","outer":{"schedule":{"start":1,"zone":8},"accept":2},"page":{"url":"p"}}`},
		"by the object":               {full(), []classcloud.Param{param("outer", map[string]any{"hook": hook, "schedule": map[string]any{"zone": 8}})}, `{"name":"n","outer":{"schedule":{"start":1,"zone":8},"accept":2,"hook":{"url":"u"}},"page":{"url":"p"}}`},
		"by the object as raw JSON":   {full(), []classcloud.Param{param("outer", json.RawMessage(`{"hook":{"n":1.0},"schedule":{"zone":8}}`))}, `{"name":"n","outer":{"schedule":{"start":1,"zone":8},"accept":2,"hook":{"n":1.0}},"page":{"url":"p"}}`},
		"where no field is set":       {&nested{}, []classcloud.Param{param("outer.schedule.zone", 8), param("page.new", 1)}, `{"outer":{"schedule":{"zone":8}},"page":{"new":1}}`},
		"into an object of its own":   {&nested{}, []classcloud.Param{param("outer.hook.url", "u"), param("outer.hook.on", true)}, `{"outer":{"hook":{"url":"u","on":true}}}`},
		"into a struct":               {full(), []classcloud.Param{param("page.new", 1), param("page", map[string]any{"newer": 2})}, `{"name":"n","outer":{"schedule":{"start":1},"accept":2},"page":{"url":"p","new":1,"newer":2}}`},
		"into a struct in a struct":   {full(), []classcloud.Param{param("page.video.new", 1)}, `{"name":"n","outer":{"schedule":{"start":1},"accept":2},"page":{"url":"p","video":{"new":1}}}`},
		"into an extra object":        {&nested{Extra: map[string]any{"x": map[string]any{"a": 1}}}, []classcloud.Param{param("x.b", 2)}, `{"x":{"a":1,"b":2}}`},
		"the last one is sent":        {&nested{}, []classcloud.Param{param("outer.hook", 1), param("outer.hook", 2), param("x", hook), param("x.url", "v")}, `{"outer":{"hook":2},"x":{"url":"v"}}`},
		"by the request's Extra":      {&nested{Accept: new(1), Extra: map[string]any{"outer": map[string]any{"hook": hook}, "outer.schedule.zone": 8, "page.new": 1}}, nil, `{"outer":{"accept":1,"hook":{"url":"u"},"schedule":{"zone":8}},"page":{"new":1}}`},
		"by a struct's Extra":         {&nested{Page: &page{Extra: map[string]any{"new": 1, "video.new": 2}}}, nil, `{"page":{"new":1,"video":{"new":2}}}`},
		"names inside objects remain": {&nested{}, []classcloud.Param{param("outer.hook", map[string]any{"a.b": 1})}, `{"outer":{"hook":{"a.b":1}}}`},
	} {
		c.in.Room = "r"
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, asJSON(mustBuild(t, c.in, c.params...).Body)) })
	}
	assert.Equal(t, `{"x":{"url":"u","new":1}}`, asJSON(mustBuild(t, &nested{Room: "r"}, param("x", hook), param("x.new", 1)).Body))
	assert.Equal(t, map[string]any{"url": "u"}, hook, "what the caller gave is not changed")
}

func TestANewParameterHasAName(t *testing.T) {
	type request struct {
		Extra map[string]any `json:"-" wire:"extra"`
	}
	_, problems := Build(&request{Extra: map[string]any{"": 1}}, nil, false)
	require.Len(t, problems, 1)
	assert.Equal(t, "Extra holds a parameter without a name", problems[0].String())
	_, problems = Build(&request{}, []classcloud.Param{{Value: 1}}, true)
	assert.Len(t, problems, 1)
}

func TestNewParametersDoNotClashWithFields(t *testing.T) {
	for name, c := range map[string]struct {
		value any
		want  string
	}{
		"outer.schedule.start": {1, "is a field of the request: use Start"},
		"outer.accept":         {1, "is a field of the request: use Accept"},
		"outer.accept.x":       {1, "is a field of the request: use Accept"},
		"outer.own.x":          {1, "is a field of the request: use Own"},
		"outer.schedule":       {1, "is a field of the request: use Start"},
		"outer":                {map[string]any{"schedule": map[string]any{"start": 2}}, "is a field of the request: use Start"},
		"page.url":             {1, "is a field of the request: use Page.URL"},
		"page.video.userPhone": {1, "is a field of the request: use Page.Video.Phone"},
		"page":                 {[]int{1}, "is a field of the request: use Page"},
		"roles.2":              {hookless, "is a field of the request: use Roles"},
		"users.0.x":            {1, "is a field of the request: use Users"},
		"text.new":             {1, "is a field of the request: use Text"},
		"file.name":            {1, "is a field of the request: use File"},
		"next":                 {1, "is a field of the request: use Next"},
		"room.x":               {1, "is a field of the request: use Room"},
		"a.b":                  {1, `has a dot, and the request has no object "a": give "a" itself, as an object`},
		"outer..x":             {1, `"outer..x" has an empty name between its dots`},
		".":                    {1, `"." has an empty name between its dots`},
		"x.a":                  {1, `lies in "x", which is not an object`},
		"y.a":                  {1, "is among the request's own extra parameters too"},
	} {
		in := &nested{Room: "r", Extra: map[string]any{"x": 1, "y": map[string]any{"a": 1}}}
		assert.Equal(t, []string{"WithParam (" + name + ") " + c.want}, problemsOf(in, param(name, c.value)))
	}
	assert.Equal(t, []string{`Extra holds "outer.accept": use the field Accept`}, problemsOf(&nested{Room: "r", Extra: map[string]any{"outer": map[string]any{"accept": 1}}}))
	assert.Equal(t, []string{`Page.Extra (page) holds "video.userPhone": use the field Video.Phone`}, problemsOf(&nested{Room: "r", Page: &page{Extra: map[string]any{"video.userPhone": 1}}}))
	_, problems := Build(nil, []classcloud.Param{param("a.b", 1)}, false)
	assert.Len(t, problems, 1, "a call without a type has its objects from its parameters alone")
	assert.Equal(t, `{"a":{"b":1,"c":2}}`, asJSON(mustBuild(t, nil, param("a", map[string]any{"b": 1}), param("a.c", 2)).Body))
}

var hookless = map[string]any{}
