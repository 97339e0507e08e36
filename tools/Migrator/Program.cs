Console.WriteLine("design time only");
