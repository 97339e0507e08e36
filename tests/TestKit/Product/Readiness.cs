namespace TestKit.Product;

/// <summary>An app listens before it is ready: as behind a load balancer, it is asked first.</summary>
public static class Readiness
{
    /// <summary>Waits for the app at the client's base address; a minute at most.</summary>
    public static async Task WaitAsync(HttpClient http)
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            if (await IsReadyAsync(http)) return;
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"{http.BaseAddress} did not become ready.");
    }

    internal static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }
}
