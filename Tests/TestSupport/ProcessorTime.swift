import Foundation

/// Does something, and tells how much processor time it took.
///
/// A limit of time on the clock counts the waiting for other tests as well: all of them are begun at once,
/// on whatever number of cores.
///
/// - Returns: what it gave, and the time of this thread alone.
public func timed<Result>(_ work: () throws -> Result) rethrows -> (result: Result, time: Duration)
{
  let start = now()
  let result = try work()
  return (result, now() - start)
}

private func now() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
