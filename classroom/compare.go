package classroom

import (
	"cmp"
	"slices"
	"time"
)

// Difference says how two accounts of one person's attendance disagree.
type Difference struct {
	Person Person
	First  time.Duration // the total of the first account; 0 if it does not have the person
	Second time.Duration // the total of the second account; 0 if it does not have the person
	InBoth bool          // whether both accounts have the person
}

// By returns by how much the second account is longer than the first, below 0 if it is shorter.
func (d Difference) By() time.Duration { return d.Second - d.First }

// Compare returns where two accounts of a lesson disagree about how long people were there, the largest difference first: what Attendance
// computed from events, and the rows of a vendor's own report, which the method ClassroomRow of each makes, or two vendors' rows. Several rows of a
// person in one account are added up: a vendor's report may have one a day or a device. People are told apart by Person.ID; a row without one, and a
// person whom one account does not have and the other has for no time, differ in nothing.
func Compare(first, second []Row) []Difference {
	var all []*Difference
	byID := map[string]*Difference{}
	in := [2]map[string]bool{{}, {}}
	for i, rows := range [][]Row{first, second} {
		for _, row := range rows {
			if row.Person.ID == "" {
				continue
			}
			d := byID[row.Person.ID]
			if d == nil {
				d = &Difference{Person: row.Person}
				byID[row.Person.ID] = d
				all = append(all, d)
			}
			in[i][row.Person.ID] = true
			d.Person.Name, d.Person.Role = cmp.Or(d.Person.Name, row.Person.Name), cmp.Or(d.Person.Role, row.Person.Role)
			if i == 0 {
				d.First += row.Total
			} else {
				d.Second += row.Total
			}
		}
	}
	var out []Difference
	for _, d := range all {
		if d.InBoth = in[0][d.Person.ID] && in[1][d.Person.ID]; d.By() != 0 {
			out = append(out, *d)
		}
	}
	slices.SortStableFunc(out, func(a, b Difference) int { return cmp.Compare(b.By().Abs(), a.By().Abs()) })
	return out
}
