package classcloud_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// discreet is a value that does not print itself.
type discreet struct{ Token string }

func (d discreet) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("discreet")) }

// An item prints its value as that prints itself, and slog's JSON, which asks no value how it prints, gets the same text.
func TestAnItemPrintsItsValueAsThatPrintsItself(t *testing.T) {
	item := classcloud.Item[discreet]{Index: 2, Value: discreet{"canary"}, Err: classcloud.NotFound}
	assert.Equal(t, "{Index:2 Value:discreet Err:NotFound Warnings:[]}", fmt.Sprintf("%+v", item))
	var shown bytes.Buffer
	for _, value := range []any{item, &item, []any{item}, struct{ In any }{&item}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&shown, verb+"\n", value)
		}
	}
	log := slog.New(slog.NewJSONHandler(&shown, nil))
	log.Info("x", "item", item)
	log.Info("x", "item", &item)
	assert.NotContains(t, shown.String(), "canary")
	assert.NotContains(t, shown.String(), fmt.Sprintf("%x", "canary"))
	assert.Contains(t, fmt.Sprintf("%#v", item), "classcloud.Item[")
}
