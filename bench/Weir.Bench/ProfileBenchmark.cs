namespace Weir.Bench;

/// <summary>What a session costs under a profile: as a copy of the one that was built first, and built for the call.</summary>
internal static class ProfileBenchmark
{
    private const int Repetitions = 201;
    private const double CachedMicrosecondsMax = 50;
    private const double EphemeralMillisecondsMax = 25;

    public static int Run()
    {
        using WeirRuntime runtime = WeirRuntime.Open(RuntimeProfile.Preset("small"));
        using (Session first = runtime.NewSession(SessionKind.Cached))
            Query(first);
        return RatioRunner.Print($"profile: medians of {Repetitions}",
        [
            new BenchLine("a session from the pool, taken and given back", Microseconds(() => runtime.NewSession(SessionKind.Cached).Dispose()), "us", null, CachedMicrosecondsMax),
            new BenchLine("a session built for the call", Microseconds(() => runtime.NewSession().Dispose()) / 1_000, "ms", null, EphemeralMillisecondsMax),
            new BenchLine("  from the pool, with a first query", Microseconds(() => Used(runtime, SessionKind.Cached)), "us"),
            new BenchLine("  built, with a first query", Microseconds(() => Used(runtime, SessionKind.Ephemeral)), "us"),
            new BenchLine("a fingerprint", Microseconds(() => _ = runtime.Profile.Fingerprint), "us"),
        ]);
    }

    private static void Used(WeirRuntime runtime, SessionKind kind)
    {
        using Session session = runtime.NewSession(kind);
        Query(session);
    }

    private static void Query(Session session)
    {
        using QueryResult result = session.Run(new Query("SELECT 1 AS one"));
    }

    private static double Microseconds(Action action) => RatioRunner.Compare(Repetitions, action)[0] * 1e6;
}
