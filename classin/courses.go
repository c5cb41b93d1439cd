package classin

// CoursesService is filled below.
type CoursesService struct{ client *Client }
