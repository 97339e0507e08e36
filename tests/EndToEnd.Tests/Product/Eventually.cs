using System.Net;

namespace EndToEnd.Tests.Product;

/// <summary>What must have come true on every instance within 5 seconds.</summary>
internal static class Eventually
{
    /// <summary>How long a positive answer may be remembered, and a little for the machine.</summary>
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5 + 2);

    /// <summary>Asks until the answer is 401, and fails when it is not by then (or, for what a clock decides, a tolerance later).</summary>
    public static async Task RefusedAsync(Func<Task<HttpResponseMessage>> ask, TimeSpan tolerance = default)
    {
        var status = await UntilAsync(ask, status => status == HttpStatusCode.Unauthorized, Promise + tolerance);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
    }

    private static async Task<HttpStatusCode> UntilAsync(
        Func<Task<HttpResponseMessage>> ask, Predicate<HttpStatusCode> satisfied, TimeSpan atMost)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await ask();
            if (satisfied(answer.StatusCode) || TimeProvider.System.GetElapsedTime(started) > atMost) return answer.StatusCode;
            await Task.Delay(200);
        }
    }
}
