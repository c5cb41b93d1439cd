package classin

// StudentsService is filled below.
type StudentsService struct{ client *Client }
