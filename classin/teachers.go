package classin

// TeachersService is filled below.
type TeachersService struct{ client *Client }
