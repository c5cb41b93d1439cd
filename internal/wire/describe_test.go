package wire

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

type describedKind int

func (describedKind) String() string { return "kind" }

type describedPage struct {
	Page int `json:"page" wire:"query"`
}

type describedPerson struct {
	Name string `json:"name" check:"required,bytes=9"`
}

type describedTree struct {
	Trees []describedTree `json:"trees"`
}

type describedRequest struct {
	describedPage
	RoomID  string            `json:"roomId" wire:"path"`
	Title   string            `json:"title" check:"required,min=2,max=50"`
	Start   time.Time         `json:"start" wire:"unix" check:"all=times"`
	End     *time.Time        `json:"end" check:"all=times"`
	Wait    *time.Duration    `json:"wait" wire:"minutes"`
	Day     classcloud.Date   `json:"day"`
	Open    bool              `json:"open" wire:"12,inverted" check:"one=how"`
	Live    *bool             `json:"live" wire:"01" check:"one=how"`
	Loud    *bool             `json:"loud" wire:"text"`
	Plain   bool              `json:"plain"`
	Kind    describedKind     `json:"kind"`
	IDs     []int64           `json:"ids" check:"count=3"`
	Number  string            `json:"number" wire:"number"`
	People  []describedPerson `json:"people"`
	URL     string            `json:"url" wire:"in=config.web"`
	Any     any               `json:"any" wire:"verbatim"`
	Raw     json.RawMessage   `json:"raw"`
	Share   float64           `json:"share"`
	Users   map[string]string `json:"users"`
	File    *classcloud.File  `json:"file" wire:"file"`
	Parts   int               `json:"parts" wire:"local"`
	Forest  describedTree     `json:"forest"`
	Unsent  string            `json:"-"`
	Further map[string]any    `json:"-" wire:"extra"`
}

func TestDescribeSaysWhatTheTagsSay(t *testing.T) {
	var got []string
	for _, p := range Describe(reflect.TypeFor[describedRequest]()) {
		line := []string{p.Name, p.Form, p.Unit, p.Place}
		if p.Required {
			line = append(line, "required")
		}
		if p.Group != "" {
			line = append(line, p.Group)
		}
		if p.Together {
			line = append(line, "together")
		}
		line = append(line, p.Limits...)
		for _, part := range p.Parts {
			line = append(line, "("+part.Name+" of "+part.Owner.Name()+")")
			assert.Empty(t, part.Parts, "a tree is described once")
		}
		got = append(got, strings.Join(line, "|"))
	}
	assert.Equal(t, []string{
		"page|integer||query",
		"roomId|text||path|required",
		"title|text||body|required|at least 2 characters|at most 50 characters",
		"start|time|unix seconds|body|times|together",
		"end|time|2006-01-02 15:04:05|body|times|together",
		"wait|span|minutes|body",
		"day|day|2006-01-02|body",
		"open|flag|2 for yes, 1 for no|body|how",
		"live|flag|1 for yes, 0 for no|body|how",
		"loud|flag|true or false, as text|body",
		"plain|flag|true or false|body",
		"kind|integer||body",
		"ids|list of integer||body|at most 3 elements",
		"number|integer||body",
		"people|list of object||body|(name of describedPerson)",
		"config.web.url|text||body",
		"any|JSON||body",
		"raw|JSON||body",
		"share|number||body",
		"users|object||body",
		"file|file||file",
		"parts|integer||local",
		"forest|object||body|(trees of describedTree)",
	}, got)
}

func TestDescribeNamesTheStructThatDeclares(t *testing.T) {
	page := Describe(reflect.TypeFor[describedRequest]())[0]
	assert.Equal(t, "describedPage", page.Owner.Name())
	assert.Equal(t, "Page", page.Field)
}

func TestDescribeArgIsRequired(t *testing.T) {
	p := DescribeArg("room_id", reflect.TypeFor[[]int64]())
	assert.Equal(t, Parameter{Name: "room_id", Type: reflect.TypeFor[[]int64](), Form: "list of integer", Place: "body", Required: true}, p)
}
