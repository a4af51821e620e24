"""Every list that can be taken away, by its name."""

from collections.abc import Mapping

from interface.api.exports import of_control, of_editions, of_hours, of_papers, of_people
from interface.api.exports.columns import Exported
from interface.exports.lists import ListName

EXPORTED: Mapping[ListName, Exported] = {
    one.name: one for part in (of_people, of_hours, of_editions, of_control, of_papers) for one in part.LISTS
}
