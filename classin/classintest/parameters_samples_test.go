package classintest_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sample is a request as a page of the vendor's documentation prints it, without SID, safeKey, timeStamp and signature. In samples of curl
// the shell's line breaks are taken out.
type sample struct {
	Page   string      // in references/ of the documentation repository
	Sample string      // "http" or "curl"
	Path   string      // with the action
	Params [][2]string // of the first generation, in their order
	Body   string      // of the second generation

	Repaired string // what of the print was repaired, because nobody can send it
}

// faulty are the samples that cannot be meant as they are printed, each with its fault. The server refuses them for it.
var faulty = map[string]string{
	"user/editTeacher.md http":               "teacherName, which the table requires, is empty",
	"user/modifyPasswordByTelephone.md curl": "md5pass has 33 digits",
	"cloud/renameFile.md http":               "both parameters, which the table requires, are empty",
	"cloud/uploadFile.md http":               "folderId, which the table requires, is missing",
}

// Every sample of the vendor's own pages is read: the server may not know its ids, and never refuses it for its form. Optional parameters
// are empty in many of them (folderId=, lifeTime=, md5pass=), numbers stand as text in rows, and files as the names of files.
func TestTheVendorsOwnSamples(t *testing.T) {
	text, err := os.ReadFile("testdata/samples.json")
	require.NoError(t, err)
	var samples []sample
	require.NoError(t, json.Unmarshal(text, &samples))
	require.Len(t, samples, 142)
	pages, met := map[string]bool{}, map[string]bool{}
	for _, s := range samples {
		pages[s.Page] = true
		name := s.Page + " " + s.Sample
		t.Run(name, func(t *testing.T) {
			srv := newServer(t)
			known := srv.Defaults() // what the pages' ids stand for, so that the answer is not that they are unknown
			mean := func(all fields) {
				for parameter, id := range map[string]int64{"courseId": known.CourseID, "teacherUid": known.TeacherUID, "studentUid": known.StudentUID, "mainCourseId": known.CourseID} {
					if _, has := all[parameter]; has && all[parameter] != "" {
						all[parameter] = id
					}
				}
			}
			var code string
			var data json.RawMessage
			if s.Body != "" {
				var in map[string]any
				require.NoError(t, json.Unmarshal([]byte(s.Body), &in))
				for parameter, value := range in {
					if number, is := value.(float64); is {
						in[parameter] = int64(number)
					}
				}
				mean(in)
				a := lms(t, srv, s.Path, in)
				code, data = fmt.Sprint(a.Code), a.Data
			} else {
				all := fields{}
				for _, p := range s.Params {
					all[p[0]] = p[1]
				}
				mean(all)
				a := post(t, srv, s.Path, form(all))
				code, data = a.errno(), a.Data
			}
			form := []string{"100", "155", "101001001", "101002005", "121601020", "121601030"}
			refused := slices.Contains(form, code)
			var rows []struct {
				Errno, Code json.Number
			}
			if json.Unmarshal(data, &rows) == nil {
				for _, row := range rows {
					assert.NotContains(t, form, row.Errno.String()+row.Code.String(), s.Params)
				}
			}
			fault, is := faulty[name]
			assert.Equal(t, is, refused, "%s: %s", code, fault)
			met[name] = true
		})
	}
	assert.Len(t, pages, 71)
	for name := range faulty {
		assert.True(t, met[name], "%s is not there", name)
	}
}
