using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace TestKit.Properties;

/// <summary>What holds for every case, tried on many. The cases are the same in every run; other ones come with another number in the
/// environment variable PROPERTY_SEED, and a failure says the number that brings it back.</summary>
public static class Always
{
    private static readonly ulong Seed =
        ulong.TryParse(Environment.GetEnvironmentVariable("PROPERTY_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 20260101;

    /// <summary>Fails with the first case for which the property is false or throws, as small as it was found.</summary>
    public static void Holds<T>(Gen<T> cases, Func<T, bool> property, int tests = 2000)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(tests).WithQuietOnSuccess(true).WithReplay(Seed, (Seed << 1) | 1);
        try
        {
            Check.One(config, Prop.ForAll(cases.ToArbitrary(), property));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"PROPERTY_SEED={Seed}: {failure.Message}", failure);
        }
    }
}
