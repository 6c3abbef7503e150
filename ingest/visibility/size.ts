/** How small text must be to go unseen. */

/** Text smaller than this on either axis, in points, is not seen. Superscripts of 4 and page thumbnails are above it. */
export const MIN_POINTS = 2.5;
/** The same in CSS pixels, of which 96 make 72 points. */
export const MIN_PIXELS = (MIN_POINTS * 96) / 72;
