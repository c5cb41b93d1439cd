package classin_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestAThousandClassesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{
		{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Apply: true, Status: 200, Body: "<html>"},
		{Status: 429}, {Reset: true}, {Status: 502}, {Apply: true, Truncate: -1}, {},
	}
	ids, names := map[int64]bool{}, map[string]bool{}
	for n := range 1000 {
		s.Inject("Classes.Create", faults[n%len(faults)])
		if n%3 == 0 {
			s.Inject("Classes.Create", faults[n%5]) // and the repeat fails as well
		}
		in := s.class(fmt.Sprint("Class ", n))
		if n%2 == 0 {
			in.Identity = fmt.Sprint("order-", n)
		}
		class, err := s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, "class %d", n)
		assert.False(t, class.Existed, "class %d", n)
		ids[class.ClassID] = true
		s.ClearFaults()
	}
	for _, class := range s.Server.Classes() {
		names[class.ClassName] = true
	}
	assert.Len(t, s.Server.Classes(), 1000)
	assert.Len(t, ids, 1000)
	assert.Len(t, names, 1000)
	assert.Greater(t, len(s.Requests()), 2000)
}

func TestAThousandClassesAtOnceUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	for range 400 {
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Reset: true, Skip: 1})
		s.Inject("Classes.Create", classintest.Fault{Apply: true, Status: 503})
	}
	var group sync.WaitGroup
	for n := range 1000 {
		group.Go(func() {
			_, err := s.Client.Classes.Create(t.Context(), s.class(fmt.Sprint("Class ", n)), classcloud.WithMaxAttempts(100))
			assert.NoError(t, err)
		})
	}
	group.Wait()
	assert.Len(t, s.Server.Classes(), 1000)
}

func TestAThousandClassesInBatchesUnderFaults(t *testing.T) {
	s := newSchool(t, nil)
	faults := []classintest.Fault{{Apply: true, Reset: true}, {Apply: true, Status: 503}, {Apply: true, Truncate: 3}, {Reset: true}, {}}
	var classes []classin.NewClass
	for n := range 1000 {
		in := s.class(fmt.Sprint("Class ", n))
		classes = append(classes, classin.NewClass{ClassName: in.ClassName, StartTime: in.StartTime, EndTime: in.EndTime, TeacherUID: in.TeacherUID})
	}
	calls := 0
	items, err := classin.InBatches(t.Context(), classes, 30, func(ctx context.Context, part []classin.NewClass) ([]classcloud.Item[classin.CreatedClass], error) {
		s.ClearFaults()
		s.Inject("Classes.CreateBatch", faults[calls%len(faults)])
		calls++
		return s.Client.Classes.CreateBatch(ctx, &classin.CreateClassBatchRequest{CourseID: s.class("").CourseID, Classes: part})
	})
	require.NoError(t, err)
	require.NoError(t, classcloud.ItemErrors(items))
	ids := map[int64]bool{}
	for i, item := range items {
		require.Equal(t, i, item.Index)
		require.Equal(t, fmt.Sprint("Class ", i), item.Value.ClassName)
		require.False(t, item.Value.Existed)
		ids[item.Value.ClassID] = true
	}
	assert.Len(t, ids, 1000)
	assert.Len(t, s.Server.Classes(), 1000)
}

// Whatever a server leaves out, mixes up or drops: an item without an error is the class that it names.
func TestBatchesOfAServerThatLies(t *testing.T) {
	for name, lie := range map[string]classintest.Lie{
		"the truth": {}, "rows left out": {LeaveOut: 3}, "null rows": {Null: 3}, "another order": {Reverse: true}, "another order, and left out": {Reverse: true, LeaveOut: 2},
		"no ids": {Drop: []string{"data"}}, "no names": {Drop: []string{"className", "customColumn"}}, "no names, and left out": {Drop: []string{"className", "customColumn"}, LeaveOut: 3},
		"no verdicts": {Drop: []string{"errno"}}, "odd ids": {Odd: []string{"data"}}, "odd names": {Odd: []string{"className"}}, "odd links": {Odd: []string{"more_data"}},
		"nothing": {Nothing: "[]"}, "null": {Nothing: "null"}, "false": {Nothing: "false"}, "an empty text": {Nothing: `""`}, "an empty object": {Nothing: "{}"}, "no data": {Nothing: "absent"},
		"status 201": {Status: 201}, "status 500": {Status: 500}, "status 503": {Status: 503}, "status 429": {Status: 429},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSchool(t, nil, classcloud.WithMaxAttempts(1))
			in := &classin.CreateClassBatchRequest{CourseID: s.Defaults().CourseID}
			for n := range 7 {
				one := s.class("")
				in.Classes = append(in.Classes, classin.NewClass{ClassName: fmt.Sprint("Class ", n), CustomColumn: fmt.Sprint("mark ", n), StartTime: one.StartTime,
					EndTime: one.EndTime, TeacherUID: one.TeacherUID})
			}
			s.Lie("Classes.CreateBatch", lie)
			items, err := s.Client.Classes.CreateBatch(t.Context(), in)
			names, done := map[int64]string{}, 0
			for _, class := range s.Server.Classes() {
				names[class.ClassID] = class.ClassName
			}
			require.Len(t, names, 7)
			for i, item := range items {
				assert.NotEmpty(t, item.Value.Identity)
				if item.Err == nil {
					done++
					assert.Equal(t, in.Classes[i].ClassName, names[item.Value.ClassID])
				} else if lie.Status != 429 {
					assert.True(t, classcloud.MaybeApplied(item.Err), "%v", item.Err)
				}
			}
			switch {
			case err != nil, name == "no names, and left out":
				assert.Zero(t, done, "what fails as a whole has no item that is done")
			case name == "the truth", name == "another order", name == "status 201", name == "no names":
				assert.Equal(t, 7, done)
			}
			s.Lie("Classes.CreateBatch", classintest.Lie{})
			for i, item := range items {
				in.Classes[i].Identity = item.Value.Identity
			}
			if len(items) == 0 {
				return // nothing is known, not even the identities: the call was refused
			}
			again, err := s.Client.Classes.CreateBatch(t.Context(), in)
			require.NoError(t, err)
			require.NoError(t, classcloud.ItemErrors(again))
			assert.Len(t, s.Server.Classes(), 7, "under the same identities there is never a second one")
		})
	}
}

// The HTTP status beside a reply that says success, for a create under an identity, one without, a change and a read.
func TestStatusesAroundGoodReplies(t *testing.T) {
	for status, want := range map[int]classcloud.Outcome{500: classcloud.OutcomeUnknown, 503: classcloud.OutcomeUnknown, 408: classcloud.OutcomeUnknown,
		404: classcloud.OutcomeUnknown, 429: classcloud.OutcomeNotApplied} {
		s := newSchool(t, nil, classcloud.WithMaxAttempts(1))
		s.Lie("", classintest.Lie{Status: status})
		class, err := s.Client.Classes.Create(t.Context(), s.class("x"))
		assert.Equal(t, want, clienttest.AsError(t, err).Outcome, "%d", status)
		if status != 429 {
			require.NotNil(t, class, "the id comes beside the error")
			assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
		}
		_, err = s.Client.Labels.Create(t.Context(), "x")
		assert.Equal(t, want, clienttest.AsError(t, err).Outcome, "%d", status)
		assert.Equal(t, want, clienttest.AsError(t, s.Client.School.UpdateSettings(t.Context(), &classin.UpdateSchoolRequest{AllowReplay: new(true)})).Outcome, "%d", status)
		_, err = s.Client.Folders.GetRoot(t.Context())
		assert.False(t, classcloud.MaybeApplied(err), "%d: a read", status)
		assert.Error(t, err)
		s.Lie("", classintest.Lie{Status: 201})
		_, err = s.Client.Folders.GetRoot(t.Context())
		assert.NoError(t, err)
	}
}
