package classintest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLabels(t *testing.T) {
	srv := newServer(t)
	label := func(name string) (string, string) {
		a := course(t, srv, "addSchoolLabel", fields{"labelName": name})
		var data struct {
			LabelID string `json:"labelId"`
		}
		require.NoError(t, json.Unmarshal(a.Data, &data), a.Raw)
		return a.errno(), data.LabelID
	}
	_, one := label("one")
	errno, again := label("one")
	assert.Equal(t, "353", errno)
	assert.Equal(t, one, again)
	_, two := label("two")
	assert.Equal(t, "353", course(t, srv, "updateSchoolLabel", fields{"labelId": two, "labelName": "one"}).errno())
	assert.Equal(t, "1", course(t, srv, "updateSchoolLabel", fields{"labelId": two, "labelName": "three"}).errno())
	assert.Equal(t, "356", course(t, srv, "updateSchoolLabel", fields{"labelId": 1, "labelName": "x"}).errno())

	list := fmt.Sprintf(`[{"courseId":490583,"labelIds":[%s,%s],"customColumn":1},{"courseId":1,"labelIds":[]},{"courseId":490583,"labelIds":[1]}]`, one, two)
	assert.Equal(t, []string{"1", "1", "147", "358"}, course(t, srv, "addCourseLabels", fields{"courseList": list}).items(t))
	assert.Len(t, srv.Members(490583).LabelIDs, 2)
	id := create(t, srv).id(t)
	list = fmt.Sprintf(`[{"classId":%d,"classLabelId":[%s]},{"classId":1,"classLabelId":[]},{"classId":%d,"classLabelId":[1,2,3,4,5,6,7,8,9,10,11]}]`, id, one, id)
	assert.Equal(t, []string{"1", "1", "143", "357"}, course(t, srv, "addClassLabels", fields{"courseId": 490583, "classList": list}).items(t))
	assert.Len(t, srv.Classes()[0].LabelIDs, 1)

	assert.Equal(t, "1", course(t, srv, "deleteSchoolLabel", fields{"labelId": one}).errno())
	assert.Equal(t, "356", course(t, srv, "deleteSchoolLabel", fields{"labelId": one}).errno())
	assert.Len(t, srv.Labels(), 1)
	assert.Empty(t, srv.Classes()[0].LabelIDs)
	assert.Equal(t, []string{"1", "1"}, course(t, srv, "addCourseLabels", fields{"courseList": `[{"courseId":490583}]`}).items(t))
	assert.Empty(t, srv.Members(490583).LabelIDs, "no list at all takes them away")
	for range 99 {
		srv.AddLabel(fmt.Sprint(len(srv.Labels())))
	}
	assert.Equal(t, "354", course(t, srv, "addSchoolLabel", fields{"labelName": "one too many"}).errno())
}
