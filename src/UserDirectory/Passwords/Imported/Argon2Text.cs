using System.Globalization;
using System.Text.RegularExpressions;

namespace UserDirectory.Passwords.Imported;

/// <summary>The parameters in an Argon2 hash as PHC's string format has it: <c>$argon2id$v=19$m=65536,t=3,p=4$SALT$HASH</c>.</summary>
internal sealed partial record Argon2Text(long MemoryKiB, long Iterations, long Lanes)
{
    public const string Damaged = "it is damaged";

    private const int MostMemoryKiB = 256 * 1024;
    private const int MostWorkKiB = 1024 * 1024;
    private const int MostLanes = 16;

    /// <param name="prefix">The variant, such as <c>$argon2id$</c>.</param>
    /// <returns>Null when the text is not whole.</returns>
    public static Argon2Text? Parse(string stored, string prefix)
    {
        if (!stored.StartsWith(prefix, StringComparison.Ordinal) || Rest().Match(stored[prefix.Length..]) is not { Success: true } match) return null;
        return new Argon2Text(Number(match, "m"), Number(match, "t"), Number(match, "p"));
    }

    /// <summary>Why it costs too much to verify, or null: memory of up to 256 MiB, gone over so often that it comes to 1 GiB at most.</summary>
    public string? Problem() => this switch
    {
        { MemoryKiB: < 1 } or { Iterations: < 1 } or { Lanes: < 1 } => Damaged,
        { Lanes: > MostLanes } => $"it asks for {Lanes} lanes, and {MostLanes} are the most that are taken",
        { MemoryKiB: > MostMemoryKiB } => $"it asks for {MemoryKiB} KiB of memory, and {MostMemoryKiB} are the most that are taken",
        _ when MemoryKiB * Iterations > MostWorkKiB => $"m × t is {MemoryKiB * Iterations}, and {MostWorkKiB} is the most that is taken",
        _ => null,
    };

    private static long Number(Match match, string name) => long.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(v=(16|19)\$)?m=(?<m>[0-9]{1,9}),t=(?<t>[0-9]{1,9}),p=(?<p>[0-9]{1,9})\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{6,172}\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Rest();
}
