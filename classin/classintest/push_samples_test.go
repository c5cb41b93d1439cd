package classintest_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestSamplesOfCallbacks(t *testing.T) {
	names := classintest.CallbackSamples()
	assert.GreaterOrEqual(t, len(names), 50)
	for _, name := range names {
		sample := classintest.CallbackSample(name, nil)
		text, err := json.Marshal(sample["Cmd"])
		require.NoError(t, err)
		assert.Equal(t, strings.Split(name, "-")[0], strings.Trim(string(text), `"`), "a name begins with its Cmd")
		for _, added := range []string{"SID", "_id", "TimeStamp", "SafeKey"} {
			assert.NotContains(t, sample, added, name)
		}
	}
	assert.Panics(t, func() { classintest.CallbackSample("Novelty", nil) })
}

func TestOverridesOfSamples(t *testing.T) {
	sample := classintest.CallbackSample("End", map[string]any{"ClassID": 7, "StartTime": nil, "New": map[string]any{"a": 1},
		"Data": map[string]any{"diceEnd": nil, "awardEnd": []any{}, "inoutEnd": map[string]any{"1002646": map[string]any{"Total": "abc"}}}})
	assert.Equal(t, 7, sample["ClassID"])
	assert.NotContains(t, sample, "StartTime")
	data := sample["Data"].(map[string]any)
	assert.NotContains(t, data, "diceEnd")
	assert.Equal(t, []any{}, data["awardEnd"])
	users := data["inoutEnd"].(map[string]any)
	assert.Len(t, users, 3, "the others stay")
	assert.Equal(t, "abc", users["1002646"].(map[string]any)["Total"])
	assert.Contains(t, users["1002646"], "Details", "its other members stay")
	assert.Equal(t, json.Number("25672"), classintest.CallbackSample("End", nil)["ClassID"], "the sample itself is as it was")
}

func TestASampleIsDelivered(t *testing.T) {
	srv := classintest.NewServer()
	defer srv.Close()
	var got map[string]any
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.NoError(t, json.NewDecoder(r.Body).Decode(&got))
		_, _ = w.Write([]byte(`{"error_info":{"errno":1}}`))
	}))
	defer receiver.Close()
	srv.SendCallback(receiver.URL, classintest.CallbackSample("Check", nil))
	require.True(t, srv.Deliver()[0].Acked)
	assert.Equal(t, "Check", got["Cmd"])
	assert.NotEmpty(t, got["SafeKey"])
	assert.IsType(t, "", got["Data"].(map[string]any)["EEO_DEVICE_LIST"], "JSON inside of a text")
}
