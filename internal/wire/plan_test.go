package wire

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestPlanRefusesTagsThatMakeNoSense(t *testing.T) {
	for want, in := range map[string]any{
		"unknown word": &struct {
			A int `json:"a" wire:"unixx"`
		}{},
		"bad word \"max\"": &struct {
			A string `json:"a" check:"max"`
		}{},
		"bad word \"max=many\"": &struct {
			A string `json:"a" check:"max=many"`
		}{},
		"bad word \"one\"": &struct {
			A string `json:"a" check:"one"`
		}{},
		"bad word \"requird\"": &struct {
			A string `json:"a" check:"requird"`
		}{},
		"the json name is missing": &struct {
			A time.Time `wire:"unix"`
		}{},
		"unix, milli, date, minute and clock are for times": &struct {
			A int64 `json:"a" wire:"unix"`
		}{},
		"01, 12, inverted and text are for bools": &struct {
			A int `json:"a" wire:"01"`
		}{},
		"comma is for lists": &struct {
			A string `json:"a" wire:"comma"`
		}{},
		"file is for a *classcloud.File": &struct {
			A classcloud.File `json:"a" wire:"file"`
		}{},
		"extra is for a map": &struct {
			A []any `json:"-" wire:"extra"`
		}{},
		"needs verbatim": &struct {
			A map[string][]any `json:"a"`
		}{},
		"an embedded pointer": &struct{ *seat }{},
	} {
		t.Run(want, func(t *testing.T) {
			defer func() { assert.Contains(t, recover(), want) }()
			Build(in, nil, false)
		})
	}
}
