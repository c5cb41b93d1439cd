package wire

import (
	"reflect"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

type driftKind int

func (k driftKind) String() string {
	if k == 1 {
		return "One"
	}
	return "driftKind(" + strconv.Itoa(int(k)) + ")"
}

type driftRow struct {
	ID   int64     `json:"row_id"`
	Kind driftKind `json:"kind"`
}

type driftReply struct {
	Total int                  `json:"total"`
	List  []driftRow           `json:"list" wire:"or=rows"`
	ByDay map[string]*driftRow `json:"by_day"`
	ByID  map[int64]int        `json:"by_id"`
	Plain string
}

func TestDrift(t *testing.T) {
	for name, test := range map[string]struct {
		reply string
		want  []string
	}{
		"a known reply does not drift":                     {`{"total":"1","list":[{"row_id":1,"kind":"1"}],"Plain":"x"}`, nil},
		"a member in another case is known":                {`{"Total":1}`, nil},
		"an unknown member":                                {`{"total":1,"extra":{"a":[1]}}`, []string{"/extra unknown field"}},
		"an unknown member of a row":                       {`{"list":[{},{"row_id":1,"a/b~c":2}]}`, []string{"/list/1/a~1b~0c unknown field"}},
		"an unknown enum value, quoted or not":             {`{"list":[{"kind":9},{"kind":"8"}]}`, []string{"/list/0/kind unknown value 9", "/list/1/kind unknown value 8"}},
		"a member under its other name is known":           {`{"rows":[{"kind":9}]}`, []string{"/rows/0/kind unknown value 9"}},
		"rows of a list with gaps":                         {`{"list":{"3":{"kind":9}}}`, []string{"/list/3/kind unknown value 9"}},
		"values of a map, through a pointer":               {`{"by_day":{"2026":{"new":1}}}`, []string{"/by_day/2026/new unknown field"}},
		"a key that is none":                               {`{"by_id":{"7":1,"total":2}}`, []string{"/by_id/total unknown field"}},
		"an empty PHP map":                                 {`{"by_day":[]}`, nil},
		"a member of the envelope beside a root's payload": {`{"msg":"ok","total":1}`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			Drift([]byte(test.reply), reflect.TypeFor[*driftReply](), []string{"msg"}, nil, func(path, problem string) { got = append(got, path+" "+problem) })
			assert.Equal(t, test.want, got)
		})
	}
}

func TestDriftOfAnEnumThatIsNotANumber(t *testing.T) {
	for raw, told := range map[string][]string{
		`{"rank":{"x":1}}`: {`/rank unknown value {"x":1}`}, `{"rank":[1]}`: {"/rank unknown value [1]"}, `{"rank":true}`: {"/rank unknown value true"},
		`{"rank":{}}`: nil, `{"rank":[]}`: nil, `{"rank":null}`: nil, `{"rank":false}`: nil, `{"rank":1}`: nil,
	} {
		var got []string
		Drift([]byte(raw), reflect.TypeFor[person](), nil, nil, func(path, problem string) { got = append(got, path+" "+problem) })
		assert.Equal(t, told, got, raw)
	}
}
