package classin_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestCreatedBut(t *testing.T) {
	for _, code := range []classin.Code{classin.CodeCreatedNotRecorded, classin.CodeCreatedVideoFailed, classin.CodeCreatedNoIntroduction, classin.CodeCreatedOverPlan} {
		t.Run(code.Error(), func(t *testing.T) {
			s := newSchool(t, nil)
			ctx, text := t.Context(), strconv.Itoa(int(code))

			s.FailNext(int64(code))
			var heard []classcloud.Warning
			class, err := s.Client.Classes.Create(ctx, s.class("A result with a warning"), classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
				assert.Equal(t, "Classes.Create", op.Name)
				heard = append(heard, w)
			}))
			require.NoError(t, err)
			require.Len(t, class.Warnings, 1)
			assert.Equal(t, text, class.Warnings[0].Code)
			assert.NotEmpty(t, class.Warnings[0].Message)
			assert.Equal(t, class.Warnings, heard)
			require.Len(t, s.Server.Classes(), 1)
			assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)

			s.FailNext(int64(code))
			strict, err := s.Client.Classes.Create(ctx, s.class("A result beside an error"), classcloud.WithStrictWarnings())
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Equal(t, text, e.Code)
			assert.ErrorIs(t, err, code, "the vendor's own code")
			require.NotNil(t, strict)
			require.Len(t, s.Server.Classes(), 2)
			assert.Equal(t, s.Server.Classes()[1].ClassID, strict.ClassID)
			assert.Len(t, s.Requests(), 2, "neither is repeated")
		})
	}
}

func TestAWarningWithoutItsClass(t *testing.T) {
	s := newSchool(t, nil)
	s.Respond("Classes.Create", `{"data":null,"error_info":{"errno":280,"error":"created, not recorded"}}`)
	class, err := s.Client.Classes.Create(t.Context(), s.class("Lost"))
	assert.Nil(t, class)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.DataLoss, e.Kind)
	assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
	assert.Contains(t, e.Hint, "create it again with the Identity")
	assert.Equal(t, s.Requests()[0].Form.Get("courseUniqueIdentity"), e.Key)
	assert.Len(t, s.Requests(), 1)
}

// kinds are the groups of classin.md section 1.3, put down by hand.
var kinds = map[classcloud.Kind][]classin.Code{
	classcloud.InvalidArgument: {100, 400, 119, 120, 165, 268, 259, 368, 808, 330, 21316, 121601007},
	classcloud.Unauthenticated: {102},
	classcloud.NotFound:        {136, 144, 147, 160, 318},
	classcloud.FailedPrecondition: {149, 153, 369, 454,
		172, 173, 319, 320, 322, 387, 388, 800, 804, 884, 885},
	classcloud.ResourceExhausted: {21317, 121601003, 121601004, 121601070},
	classcloud.PermissionDenied:  {121601001, 121601005, 121601006, 121601008, 121601009, 121601010, 121601011, 121601012, 121604007},
	classcloud.Internal:          {104, 114, 323, 324, 326},
	classcloud.AlreadyExists:     {398},
	classcloud.Aborted:           {460},
	classcloud.Unavailable:       {901},
}

func TestDialects(t *testing.T) {
	for _, empty := range []classintest.Empty{classintest.EmptyFields, classintest.EmptyObject, classintest.EmptyList, classintest.EmptyString, classintest.EmptyNull, classintest.EmptyAbsent} {
		s := newSchool(t, []classintest.Option{classintest.WithEmptyMoreData(empty), classintest.WithEmptyLiveInfo(empty),
			classintest.WithBOM(), classintest.WithStringErrno(), classintest.WithStringIDs()})
		class, err := s.Client.Classes.Create(t.Context(), s.class("Plain"))
		require.NoError(t, err, "form %d", empty)
		assert.Equal(t, s.Server.Classes()[0].ClassID, class.ClassID)
		assert.Empty(t, class.LiveURL)
		assert.Zero(t, class.LiveURLs)

		in := s.class("Recorded")
		in.Record = true
		class, err = s.Client.Classes.Create(t.Context(), in)
		require.NoError(t, err, "form %d", empty)
		assert.NotEmpty(t, class.LiveURL)
		assert.Zero(t, class.LiveURLs)

		again := new(classin.CreatedClass)
		text, err := json.Marshal(class)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, again))
		assert.Equal(t, class, again, "results round-trip")
	}
}
