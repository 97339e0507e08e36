using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace UserDirectory.Database.Sqlite;

/// <summary>SQLite has no type for time. Microseconds since 1970 compare as numbers, and are as fine as PostgreSQL's.</summary>
internal sealed class UnixMicroseconds() : ValueConverter<DateTimeOffset, long>(time => Of(time), number => ToTime(number))
{
    public static long Of(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long number) => DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond);
}
