package agora_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/agora"
)

func TestPropertiesSayWhetherTheyReplaceOrMerge(t *testing.T) {
	quiz := map[string]any{"q1": 5, "q2": map[string]any{"answers": []string{"A"}, "note": nil, "none": map[string]any{}}}
	for name, test := range map[string]struct {
		properties agora.Properties
		want       string
	}{
		"replacing a whole value":          {agora.Properties{}.Replace("quiz", quiz), `{"quiz":{"q1":5,"q2":{"answers":["A"],"none":{},"note":null}}}`},
		"replacing what stands at a path":  {agora.Properties{}.Replace("quiz.q1", 6), `{"quiz.q1":6}`},
		"merging leaves the rest alone":    {agora.Properties{}.Merge("quiz", quiz), `{"quiz.q1":5,"quiz.q2.answers":["A"],"quiz.q2.note":null}`},
		"merging at the top":               {agora.Properties{"z": 1}.Merge("", map[string]any{"a": agora.Properties{"b": 1}}), `{"a.b":1,"z":1}`},
		"on nil, a new one is returned":    {agora.Properties(nil).Replace("a", 1).Merge("b", map[string]any{"c": 2}), `{"a":1,"b.c":2}`},
		"merging nothing changes nothing":  {agora.Properties(nil).Merge("b", map[string]any{"c": map[string]any{}}), `{}`},
		"a literal is what Agora receives": {agora.Properties{"a.b": 1, "c": map[string]any{"d": 1}}, `{"a.b":1,"c":{"d":1}}`},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := json.Marshal(test.properties)
			require.NoError(t, err)
			assert.JSONEq(t, test.want, string(text))
		})
	}
	request := &agora.SetPropertiesRequest{RoomUUID: "r", Properties: agora.Properties{}.Replace("quiz", quiz).Merge("quiz", quiz)}
	assert.Len(t, request.Validate(), 3, "replacing and merging one value in one request is left to chance")
	request.Properties = agora.Properties{"quiz": 1, "quizzes.a": 1, "qui.z": 1}
	assert.Empty(t, request.Validate())
}

func ExampleProperties() {
	replace := agora.Properties{}.Replace("quiz", map[string]any{"q1": 5})
	merge := agora.Properties{}.Merge("quiz", map[string]any{"q1": 5})
	fmt.Println(replace)
	fmt.Println(merge)
	// Output:
	// map[quiz:map[q1:5]]
	// map[quiz.q1:5]
}
