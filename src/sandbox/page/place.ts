const name = "domovoy-place";

/** What was looked at, for a page that is drawn anew. */
export interface Place {
  epoch: number;
  telegram: { userId: number; chatId: number };
  slack: { user: string; channel: string | null; thread: string | null };
}

export const leaveAt = (place: Place): void => sessionStorage.setItem(name, JSON.stringify(place));

/** Where the page was left, once, if the town is still the same. */
export const placeLeft = (epoch: number): Place | undefined => {
  const kept = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  if (!kept) return undefined;
  const place = JSON.parse(kept) as Place;
  return place.epoch === epoch ? place : undefined;
};
